import type { TypeNode } from "../../../manifest/type-node.js";

/**
 * The types that are being read, to notice one that contains itself. A type is identified by its
 * declaration, or by the type checker's type.
 */
export class OpenTypes {
  readonly #open = new Map<object, OpenType>();

  /** How many nested types are being read. */
  get depth(): number {
    return this.#open.size;
  }

  /** The reference to a type that is being read, for use within itself; `undefined` for any other type. */
  find(key: object): TypeNode | undefined {
    const open = this.#open.get(key);
    if (open === undefined) return undefined;
    open.isMet = true;
    return { kind: "ref", name: open.name };
  }

  /**
   * Reads a type that may contain itself.
   * @param given the author's name for it, or something similar
   * @returns `"endless"` for a type that is itself, or a union of itself and others
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
  /** Whether it contains itself. */
  isMet: boolean;
}

function isType(value: unknown): value is TypeNode {
  return typeof value === "object" && value !== null && "kind" in value;
}
