import type { ParamConstraints, StringFormat } from "../../manifest/manifest.js";
import type { ObjectNode, RecursiveNode, TypeNode } from "../../manifest/type-node.js";
import { braces, list } from "./layout.js";
import { keyText, scalarText } from "./literal-text.js";
import { templatePattern } from "../../manifest/template-pattern.js";

/** The names that the text of a validator uses. */
export interface ValidatorNames {
  /** Zod's `z`. */
  readonly zod: string;
  /** A function of the runtime, which the module then imports. */
  runtime(name: "dateSchema" | "recursiveSchema" | "paramSchema"): string;
}

/**
 * The validator of a param's type as the text of a Zod 4 schema. Constraints apply to the type itself, or
 * to the members of a union that they suit.
 */
export function zodText(
  type: TypeNode,
  names: ValidatorNames,
  constraints: ParamConstraints = {},
): string {
  return new ZodTexts(names).read(type, constraints);
}

class ZodTexts {
  readonly #names: ValidatorNames;
  /** The recursive types that are being written, by name, with the parameter for each. */
  readonly #open = new Map<string, string>();

  constructor(names: ValidatorNames) {
    this.#names = names;
  }

  read(type: TypeNode, constraints: ParamConstraints = {}): string {
    const z = this.#names.zod;
    switch (type.kind) {
      case "string":
        return `${z}.${stringText(constraints)}`;
      case "number":
        return `${z}.${numberText(constraints)}`;
      case "boolean":
        return `${z}.boolean()`;
      case "null":
        return `${z}.null()`;
      // `z.unknown()` would accept values that are not JSON, and a missing value.
      case "unknown":
        return `${z}.json()`;
      case "literal":
        return `${z}.literal(${scalarText(type.value)})`;
      case "template":
        return `${z}.string()${regexText(templatePattern(type))}`;
      case "date":
        return `${this.#names.runtime("dateSchema")}(${pick(z, "union", "date", "iso")})`;
      case "union":
        return this.#union(type.members, constraints);
      case "array":
        return `${z}.array(${this.read(type.element)})${lengthText(constraints)}`;
      case "tuple":
        return this.#tuple(type);
      case "object":
        return this.#object(type);
      case "record":
        return `${z}.record(${z}.string(), ${this.read(type.value)})`;
      case "recursive":
        return this.#recursive(type);
      case "ref":
        return this.#open.get(type.name) ?? `${z}.json()`;
    }
  }

  #tuple({
    elements,
    least = elements.length,
    rest,
  }: Extract<TypeNode, { kind: "tuple" }>): string {
    const texts = elements.map(
      (element, index) => this.read(element) + (index < least ? "" : ".optional()"),
    );
    const head = list("[", texts, "]");
    return list(`${this.#names.zod}.tuple(`, rest ? [head, this.read(rest)] : [head], ")");
  }

  #object({ properties, rest }: ObjectNode): string {
    const texts = properties.map(({ name, type, optional }) => {
      return `${keyText(name)}: ${this.read(type)}${optional ? ".optional()" : ""}`;
    });
    const { zod } = this.#names;
    const closed = `${zod}.strictObject(${braces(texts, ",")})`;
    return rest ? `${closed}.catchall(${this.read(rest)})` : closed;
  }

  #union(members: readonly TypeNode[], constraints: ParamConstraints): string {
    const z = this.#names.zod;
    const literals = members.filter((member) => member.kind === "literal");
    const others = members.filter((member) => member.kind !== "literal" && member.kind !== "null");
    const texts = others.map((member) => this.read(member, constraints));
    if (literals.length > 0) {
      const values = literals.map((literal) => scalarText(literal.value));
      const isEnum = literals.every((literal) => typeof literal.value === "string");
      texts.unshift(list(`${z}.${isEnum ? "enum" : "literal"}([`, values, "])"));
    }
    const [first = `${z}.null()`, ...rest] = texts;
    const whole = rest.length === 0 ? first : list(`${z}.union([`, texts, "])");
    return members.some((member) => member.kind === "null") ? `${whole}.nullable()` : whole;
  }

  #recursive({ name, type }: RecursiveNode): string {
    const outer = this.#open.get(name);
    const self = `${name}Schema`;
    this.#open.set(name, self);
    const made = this.read(type);
    if (outer === undefined) this.#open.delete(name);
    else this.#open.set(name, outer);
    const lazy = pick(this.#names.zod, "lazy");
    return `${this.#names.runtime("recursiveSchema")}(${lazy}, (${self}) => ${made})`;
  }
}

/** Some members of Zod, as an argument. Passing Zod itself would keep all of it in a bundle. */
export function pick(zod: string, ...members: readonly string[]): string {
  return braces(
    members.map((member) => `${member}: ${zod}.${member}`),
    ",",
  );
}

const formats: Record<StringFormat, string> = {
  email: "email()",
  url: "url()",
  uuid: "uuid()",
  date: "iso.date()",
  // JSON Schema's `date-time` may have an offset; by default, Zod accepts only `Z`.
  "date-time": "iso.datetime({ offset: true })",
  time: "iso.time()",
  ipv4: "ipv4()",
  ipv6: "ipv6()",
};

function stringText(constraints: ParamConstraints): string {
  const { format, pattern } = constraints;
  const start = format === undefined ? "string()" : formats[format];
  return start + lengthText(constraints) + (pattern === undefined ? "" : regexText(pattern));
}

function regexText(pattern: string): string {
  return `.regex(new RegExp(${scalarText(pattern)}, "u"))`;
}

function lengthText({ minLength, maxLength }: ParamConstraints): string {
  const least = minLength === undefined ? "" : `.min(${minLength})`;
  return maxLength === undefined ? least : `${least}.max(${maxLength})`;
}

function numberText({ int, min, max }: ParamConstraints): string {
  const start = int === true ? "int()" : "number()";
  const least = min === undefined ? "" : `.min(${min})`;
  return start + (max === undefined ? least : `${least}.max(${max})`);
}
