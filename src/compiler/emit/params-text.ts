import type { AgentSpec, ParamSpec } from "../../manifest/manifest.js";
import { docComment } from "./doc-comment.js";
import { braces, followedBy, indent } from "./layout.js";
import { keyText, literalText, nameText } from "./literal-text.js";
import { typeText } from "./type-text.js";
import { zodText } from "./zod-text.js";

/** The declaration of an agent's params, under the given name. */
export function paramsDeclaration(spec: AgentSpec, name: string): string {
  // An interface without members would take any key.
  if (spec.params.length === 0) return `export type ${name} = { [name: string]: never };`;
  const members = spec.params.map((param) => indent(memberText(param)));
  return `export interface ${name} {\n${members.join("\n")}\n}`;
}

function memberText(param: ParamSpec): string {
  const value = param.default === undefined ? undefined : JSON.stringify(param.default);
  const comment = docComment(param.description, value && `@default ${value}`);
  const type = typeText(param.type);
  const head = `${comment}${nameText(param.name)}${param.required ? "" : "?"}:`;
  return `${followedBy(head, param.required ? type : `${type} | undefined`)};`;
}

/** Names that the validator's text uses, as the module imports them. */
export interface ValidatorNames {
  /** Zod's `z`. */
  readonly zod: string;
  /** The agent's class. */
  readonly agent: string;
  /** `paramSchema` of the runtime, which reads from the class a schema that the author gave. */
  readonly given: string;
}

/** The validator of an agent's params, as text. */
export function paramsSchema(spec: AgentSpec, names: ValidatorNames): string {
  const entries = spec.params.map((param) => {
    const schema = param.zod
      ? `${names.given}(${names.zod}, ${names.agent}, ${JSON.stringify(param.name)})`
      : zodText(param.type, names.zod, param.constraints);
    return `${keyText(param.name)}: ${schema}${absenceText(param)}`;
  });
  return `${names.zod}.strictObject(${braces(entries, ",")})`;
}

/** What a missing value becomes. An object is made anew for each call, since a prompt might change it. */
function absenceText({ default: value, required, type }: ParamSpec): string {
  if (value === undefined) return required ? "" : ".optional()";
  const text = literalText(value);
  if (typeof value !== "object" || value === null) return `.default(${text})`;
  if (Object.keys(value).length === 0) {
    return Array.isArray(value) ? `.default(() => ${text})` : `.default(() => (${text}))`;
  }
  // tsc would widen what a function returns, `["warm"]` to `string[]`, and then refuse it.
  const typed = followedBy(`${text} satisfies`, typeText(type));
  return Array.isArray(value) ? `.default(() => ${typed})` : `.default(() => (${typed}))`;
}
