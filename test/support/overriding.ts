// Answers for standing in the way of a port's verb, to force one interleaving; everything else stays real.

/** @param verbs take the place of the verbs of the same name; they may call the real ones. */
export function overriding<T extends object>(real: T, verbs: Partial<T>): T {
  return new Proxy(real, {
    get(target, name) {
      const own: unknown = Reflect.get(verbs, name);
      if (own !== undefined) return own;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}
