import type { TypeNode } from "../../../manifest/type-node.js";

/**
 * Types that are being read, to see one that contains itself. What tells one from another is its
 * declaration, or the type checker's type.
 */
export class OpenTypes {
  readonly #open = new Map<object, OpenType>();

  /** How many types are being read within each other. */
  get depth(): number {
    return this.#open.size;
  }

  /** What stands for a type that is being read, within itself; `undefined` for any other. */
  find(key: object): TypeNode | undefined {
    const open = this.#open.get(key);
    if (open === undefined) return undefined;
    open.isMet = true;
    return { kind: "ref", name: open.name };
  }

  /**
   * Reads a type that may contain itself.
   * @param given the author's name of it, or anything like it
   * @returns `"endless"` for one that is itself, or itself or something else
   */
  read<Answer>(
    key: object,
    given: string,
    read: () => TypeNode | Answer,
  ): TypeNode | Answer | "endless" {
    const taken = new Set([...this.#open.values()].map(({ name }) => name));
    let name = given;
    for (let count = 2; taken.has(name); count++) name = `${given}${count}`;
    const open: OpenType = { name, isMet: false };
    this.#open.set(key, open);
    try {
      const type = read();
      if (!open.isMet || !isType(type)) return type;
      const members = type.kind === "union" ? type.members : [type];
      if (members.some((one) => one.kind === "ref" && one.name === name)) return "endless";
      return { kind: "recursive", name, type };
    } finally {
      this.#open.delete(key);
    }
  }
}

interface OpenType {
  readonly name: string;
  /** Whether it was met within itself. */
  isMet: boolean;
}

function isType(value: unknown): value is TypeNode {
  return typeof value === "object" && value !== null && "kind" in value;
}
