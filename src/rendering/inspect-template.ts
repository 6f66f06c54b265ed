// Answers for what a step's Handlebars text uses, read from its syntax tree: everything that is not named here is refused.
import Handlebars from 'handlebars';
import { isMandatoryBlock, isPersonSlot, mandatoryBlocks, personSlots } from './step-slots.js';
import type { MandatoryBlock } from './step-slots.js';

export interface TemplateFindings {
  /** Sentences for whoever wrote the template; empty where all is well. */
  readonly problems: readonly string[];
  /** Blocks that stand outside every condition: only these are sure to be rendered. */
  readonly blocks: ReadonlySet<MandatoryBlock>;
  /** The text with `mark.value`, `mark.block` and `mark.edge` in place of slots, blocks and the edges of conditions. */
  readonly outline: string;
}

/** Unicode noncharacters: they are no text (Unicode 16, 23.7), so no template can hold them. */
export const mark = { value: '\uFDD0', block: '\uFDD1', edge: '\uFDD2' } as const;

interface Walk {
  readonly problems: Set<string>;
  readonly blocks: Set<MandatoryBlock>;
  readonly mayBeRaw: boolean;
  outline: string;
}

type Visit = (node: never, walk: Walk, depth: number) => void;

const maxConditionDepth = 5;
const slotWords = personSlots.map((name) => `{{${name}}}`).join(', ');
const blockWords = mandatoryBlocks.map((name) => `{{> ${name}}}`).join(', ');

const visits: Readonly<Record<string, Visit>> = {
  ContentStatement: (node: hbs.AST.ContentStatement, walk) => {
    walk.outline += node.value;
  },
  CommentStatement: () => undefined,
  MustacheStatement: (node: hbs.AST.MustacheStatement, walk) => {
    visitSlot(node, walk);
  },
  PartialStatement: (node: hbs.AST.PartialStatement, walk, depth) => {
    visitBlock(node, walk, depth);
  },
  BlockStatement: (node: hbs.AST.BlockStatement, walk, depth) => {
    visitCondition(node, walk, depth);
  },
};

/** @param mayBeRaw whether `{{{slot}}}` is harmless there: in plain text nothing is escaped anyway. */
export function inspectTemplate(text: string, { mayBeRaw }: { readonly mayBeRaw: boolean }): TemplateFindings {
  const walk: Walk = { problems: new Set(), blocks: new Set(), mayBeRaw, outline: '' };
  try {
    visitProgram(Handlebars.parse(text), walk, 0);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    // The parser's own message quotes the template, which may hold anything; its line is enough.
    const line = /line (\d+)/.exec(error.message)?.[1];
    walk.problems.add(
      line === undefined ? 'cannot be read as Handlebars' : `cannot be read as Handlebars at line ${line}`,
    );
  }
  return { problems: [...walk.problems], blocks: walk.blocks, outline: walk.outline };
}

function visitProgram(program: hbs.AST.Program | undefined, walk: Walk, depth: number): void {
  for (const node of program?.body ?? []) {
    const visit = visits[node.type];
    if (visit === undefined) walk.problems.add('may use only slots, {{#if}}, {{#unless}} and the mandatory blocks');
    else visit(node as never, walk, depth);
  }
}

function visitSlot(node: hbs.AST.MustacheStatement, walk: Walk): void {
  walk.outline += mark.value;
  if (plainName(node.path, node) === null) walk.problems.add(`may use only the slots ${slotWords}`);
  // The parser says so itself; its types do not.
  const { escaped } = node as hbs.AST.MustacheStatement & { readonly escaped: boolean };
  if (!escaped && !walk.mayBeRaw) walk.problems.add('may not use {{{ }}} or {{& }}: every value is escaped');
}

function visitBlock(node: hbs.AST.PartialStatement, walk: Walk, depth: number): void {
  walk.outline += mark.block;
  const name = pathName(node.name);
  if (name === null || !isMandatoryBlock(name) || hasArguments(node)) {
    walk.problems.add(`may include only the blocks ${blockWords}, without arguments`);
    return;
  }
  if (depth === 0) walk.blocks.add(name);
}

function visitCondition(node: hbs.AST.BlockStatement, walk: Walk, depth: number): void {
  if (!isPlainCondition(node)) {
    walk.problems.add(`may use only {{#if slot}} and {{#unless slot}} with one of ${slotWords}`);
  }
  if (depth >= maxConditionDepth) {
    walk.problems.add(`may nest conditions at most ${String(maxConditionDepth)} deep`);
    return;
  }
  for (const branch of [node.program, node.inverse]) {
    walk.outline += mark.edge;
    visitProgram(branch, walk, depth + 1);
  }
  walk.outline += mark.edge;
}

function isPlainCondition(node: hbs.AST.BlockStatement): boolean {
  const [value, ...more] = node.params;
  const { program } = node as { program: hbs.AST.Program | undefined };
  return (
    ['if', 'unless'].includes(pathName(node.path) ?? '') &&
    isPersonSlot((value && pathName(value)) ?? '') &&
    !hasArguments({ params: more, hash: node.hash }) &&
    program?.blockParams === undefined
  );
}

function plainName(path: hbs.AST.Expression, node: hbs.AST.MustacheStatement): string | null {
  const name = pathName(path);
  return name !== null && isPersonSlot(name) && !hasArguments(node) ? name : null;
}

function hasArguments(node: { readonly params: readonly unknown[]; readonly hash: hbs.AST.Hash }): boolean {
  return node.params.length > 0 || (node.hash as hbs.AST.Hash | undefined) !== undefined;
}

/** The name where the path is one bare word: no `this.`, `../`, `@data`, sub-expression or literal. */
function pathName(path: hbs.AST.Node): string | null {
  if (path.type !== 'PathExpression') return null;
  const { original, data, depth } = path as hbs.AST.PathExpression;
  return data || depth > 0 ? null : original;
}
