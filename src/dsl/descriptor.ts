/**
 * What a decorator gets, as its one argument, in the form of September 2018, which SWC emits for the
 * `decoratorVersion` "2021-12", Next's Turbopack without `experimentalDecorators`, and older versions
 * of Babel: https://github.com/tc39/proposal-decorators/blob/7fa580b/METAPROGRAMMING.md
 */
export interface Descriptor {
  readonly kind: string;
  /** The name of a member; a class has none. */
  readonly key?: PropertyKey;
}

/** Whether a decorator was given a descriptor: this is how the draft marks one. */
export function isDescriptor(given: unknown): given is Descriptor {
  return Object.prototype.toString.call(given) === "[object Descriptor]";
}

/** The descriptor of the same class or member, which also calls back with the class once it is made. */
export function whenMade(descriptor: Descriptor, finisher: (made: object) => void): Descriptor {
  return Object.assign({ ...descriptor }, { finisher });
}
