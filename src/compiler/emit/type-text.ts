import type { RecursiveNode, TemplateNode, TypeNode } from "../../manifest/type-node.js";
import type { PropertyNode } from "../../manifest/type-node.js";
import { docComment } from "./doc-comment.js";
import { alternatives, braces, followedBy, list } from "./layout.js";
import { nameText, scalarText } from "./literal-text.js";
import type { DeclaredType } from "./schema-text.js";
import { templatePart } from "./source-text.js";

/**
 * Whose type it is: what a caller may give, lists that are only read and a date as its text among it; what
 * the class has; or what the validator makes of it, as far as Zod's types say it.
 */
export type TypeView = "given" | "held" | "made";

/**
 * Writes the types of params and of tools' inputs as TypeScript. What contains itself is declared by
 * itself, under a name that begins with the stem.
 */
export class TypeTexts {
  readonly #stem: string;
  readonly #view: TypeView;
  /** What contains itself and is being written, by its name: the name that it is declared under. */
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

  /** Of a type that an operator binds tighter than. */
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
    // `{}` would take anything.
    if (rest === undefined)
      return members.length === 0 ? "{ [name: string]: never }" : braces(members, ";");
    const further = followedBy("[key: string]:", this.text(rest));
    if (members.length === 0 || rest.kind === "unknown") return braces([...members, further], ";");
    // An index signature beside properties would have to hold for them too.
    return alternatives([braces(members, ";"), braces([further], ";")], "&");
  }

  #property(property: PropertyNode): string {
    const comment = docComment(property.description);
    const type = this.text(property.type);
    if (!property.optional) return followedBy(`${comment}${nameText(property.name)}:`, type);
    // The validator takes `undefined`, also where exactOptionalPropertyTypes tells it from a missing one.
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

/** Whether an object's further keys are written beside it. */
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
