// Lint rules: types are checked, sizes are bounded, and the pure folders stay pure.
import tseslint from 'typescript-eslint';

const tooManyParameters = [
  'FunctionDeclaration[params.length>3]',
  'ArrowFunctionExpression[params.length>3]',
  'MethodDefinition[kind!="constructor"] > FunctionExpression[params.length>3]',
].map((selector) => ({ selector, message: 'More than three parameters: take one object.' }));

const environmentReads = [
  {
    selector: 'MemberExpression[object.name="process"][property.name="env"]',
    message: 'Only src/config reads the environment.',
  },
];

const impurities = [
  ['MemberExpression[object.name="Date"][property.name="now"]', 'Time comes in as an argument.'],
  ['NewExpression[callee.name="Date"]', 'Time comes in as an argument; calculate with luxon.'],
  ['MemberExpression[object.name="Math"][property.name="random"]', 'Chance has no place in a decision.'],
  ['AwaitExpression', 'Pure code does not wait.'],
].map(([selector, message]) => ({ selector, message }));

const forbid = (...lists) => ['error', ...lists.flat()];

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', '.cache/', 'coverage/', 'data/'] },
  ...tseslint.configs.strictTypeChecked.map((config) => ({ ...config, files: ['**/*.ts'] })),
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error', noInlineConfig: true },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'max-lines': ['error', { max: 300 }],
      'max-lines-per-function': ['error', { max: 60 }],
      'max-depth': ['error', 3],
      complexity: ['error', 10],
      'no-console': 'error',
      'no-restricted-syntax': forbid(tooManyParameters, environmentReads),
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/return-await': ['error', 'in-try-catch'],
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'separate-type-imports', disallowTypeAnnotations: false },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // Nest modules and injectables are classes that may hold nothing but decorators.
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      // Response shapes are classes for the OpenAPI plug-in; handlers return plain objects of that shape.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
    },
  },
  { files: ['src/config/**/*.ts'], rules: { 'no-restricted-syntax': forbid(tooManyParameters) } },
  {
    files: ['src/gate/**/*.ts', 'src/merkle/**/*.ts', 'src/rendering/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: { 'no-restricted-syntax': forbid(tooManyParameters, environmentReads, impurities) },
  },
  {
    // A suite is one long function by nature, and asks the environment for engines.
    files: ['**/*.spec.ts', '**/*.e2e-spec.ts', 'test/**/*.ts'],
    rules: {
      'max-lines-per-function': 'off',
      'no-restricted-syntax': forbid(tooManyParameters),
      '@typescript-eslint/no-non-null-assertion': 'off',
      // Replies are read as whatever JSON came: that is what is being tested.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
);
