// Answers for finding unknown fields with a validator that only ignores them: what it never reads is not in its schema.

type Node = object;

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null;
}

/** A view of the value that notes the path of every property that is read. */
function watch(value: Node, path: string, read: Set<string>): Node {
  return new Proxy(value, {
    get(target, key, receiver): unknown {
      const inner: unknown = Reflect.get(target, key, receiver);
      if (typeof key === 'symbol') return inner;
      const innerPath = path === '' ? key : `${path}.${key}`;
      read.add(innerPath);
      return isNode(inner) ? watch(inner, innerPath, read) : inner;
    },
  });
}

function allPaths(value: Node, path = ''): string[] {
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
    const innerPath = path === '' ? key : `${path}.${key}`;
    return [innerPath, ...(isNode(inner) ? allPaths(inner, innerPath) : [])];
  });
}

/** Paths of the document that `validate` did not look at, the outermost of each branch. */
export function unreadPaths<T extends Node>(document: T, validate: (watched: T) => void): readonly string[] {
  const read = new Set<string>();
  validate(watch(document, '', read) as T);
  const unread = allPaths(document).filter((path) => !read.has(path));
  return unread.filter((path) => !unread.some((other) => path.startsWith(`${other}.`)));
}
