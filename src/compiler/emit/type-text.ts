import type { RecursiveNode, TemplateNode, TypeNode } from "../../manifest/type-node.js";
import type { PropertyNode } from "../../manifest/type-node.js";
import { docComment } from "./doc-comment.js";
import { alternatives, braces, followedBy, list } from "./layout.js";
import { nameText, scalarText } from "./literal-text.js";
import type { DeclaredType } from "./schema-text.js";
import { templatePart } from "./source-text.js";

/**
 * Which type of a value to write: `given` is what a caller may give (with readonly lists, and dates also as
 * text), `held` is what the class has, and `made` is what the validator returns, as Zod's types express it.
 */
export type TypeView = "given" | "held" | "made";

/**
 * Writes the types of params and of tools' inputs as TypeScript. A recursive type is declared separately,
 * under a name that begins with the stem.
 */
export class TypeTexts {
  readonly #stem: string;
  readonly #view: TypeView;
  /** The recursive types that are being written, by name, with their declared names. */
  readonly #open = new Map<string, string>();
  readonly #names = new Map<string, string>();
  readonly declared: DeclaredType[] = [];

  constructor(stem: string, view: TypeView) {
    this.#stem = stem;
    this.#view = view;
  }

  text(type: TypeNode): string {
    switch (type.kind) {
      case "literal":
        return scalarText(type.value);
      case "template":
        return templateText(type);
      case "date":
        return this.#view === "given" ? "Date | string" : "Date";
      case "union":
        return alternatives(this.#members(type.members), "|");
      case "array":
        return `${this.#readonly}${this.#element(type.element)}[]`;
      case "tuple":
        return this.#tuple(type);
      case "object":
        return this.#object(type);
      case "record":
        return braces([followedBy("[key: string]:", this.text(type.value))], ";");
      case "recursive":
        return this.#declare(type);
      case "ref":
        return this.#open.get(type.name) ?? "unknown";
      default:
        return type.kind;
    }
  }

  get #readonly(): string {
    return this.#view === "given" ? "readonly " : "";
  }

  #members(members: readonly TypeNode[]): string[] {
    return [...new Set(members.map((member) => this.text(member)))];
  }

  /** The text of a type before an operator that binds tighter. */
  #element(type: TypeNode): string {
    const text = this.text(type);
    const isList = type.kind === "array" || type.kind === "tuple";
    const isLoose = type.kind === "union" || type.kind === "date" || isIntersection(type);
    return isLoose || (isList && this.#view === "given") ? `(${text})` : text;
  }

  #tuple({
    elements,
    least = elements.length,
    rest,
  }: Extract<TypeNode, { kind: "tuple" }>): string {
    const texts = elements.map((element, index) =>
      index < least ? this.text(element) : `${this.#element(element)}?`,
    );
    if (rest !== undefined) texts.push(`...${this.#element(rest)}[]`);
    return this.#readonly + list("[", texts, "]");
  }

  #object({ properties, rest }: Extract<TypeNode, { kind: "object" }>): string {
    const members = properties.map((property) => this.#property(property));
    // `{}` would accept anything.
    if (rest === undefined)
      return members.length === 0 ? "{ [name: string]: never }" : braces(members, ";");
    const further = followedBy("[key: string]:", this.text(rest));
    if (members.length === 0 || rest.kind === "unknown") return braces([...members, further], ";");
    // An index signature next to properties would apply to them too.
    return alternatives([braces(members, ";"), braces([further], ";")], "&");
  }

  #property(property: PropertyNode): string {
    const comment = docComment(property.description);
    const type = this.text(property.type);
    if (!property.optional) return followedBy(`${comment}${nameText(property.name)}:`, type);
    // The validator accepts `undefined`, even if exactOptionalPropertyTypes distinguishes it from a missing
    // property.
    const absent = type === "unknown" ? "" : " | undefined";
    return followedBy(`${comment}${nameText(property.name)}?:`, `${type}${absent}`);
  }

  #declare(node: RecursiveNode): string {
    if (this.#view === "made") return "unknown";
    const key = JSON.stringify([node, ...this.#open]);
    const known = this.#names.get(key);
    if (known !== undefined) return known;
    const taken = new Set(this.#names.values());
    const stem = this.#stem + node.name;
    let name = stem;
    for (let count = 2; taken.has(name); count++) name = `${stem}${count}`;
    this.#names.set(key, name);
    const outer = this.#open.get(node.name);
    this.#open.set(node.name, name);
    const text = this.text(node.type);
    if (outer === undefined) this.#open.delete(node.name);
    else this.#open.set(node.name, outer);
    const isInterface = node.type.kind === "object" && !isIntersection(node.type);
    const declaration = isInterface
      ? `interface ${name} ${text}`
      : `${followedBy(`type ${name} =`, text)};`;
    this.declared.push({ name, text: declaration });
    return name;
  }
}

/** Whether an object's further keys are written as an intersection. */
function isIntersection(type: TypeNode): boolean {
  return (
    type.kind === "object" &&
    type.rest !== undefined &&
    type.rest.kind !== "unknown" &&
    type.properties.length > 0
  );
}

function templateText({ texts, types }: TemplateNode): string {
  const parts = texts.map((text, index) => {
    const type = types[index];
    const fixed = templatePart(text);
    return type === undefined ? fixed : `${fixed}\${${type}}`;
  });
  return `\`${parts.join("")}\``;
}
