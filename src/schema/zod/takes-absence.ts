import { zodDefinition, type ZodDefinition } from "./zod-definition.js";

/** Whether a schema accepts a missing value, and whether its output may then be missing too. */
interface Absence {
  readonly input: boolean;
  readonly output: boolean;
}

const never: Absence = { input: false, output: false };

// A getter that gives a new schema each time never ends.
const deepest = 200;

/**
 * Whether a Zod schema, of Zod 4 or Zod 3, fills in a missing value: `.default(…)`, or a transform of an
 * optional value. `.optional()` alone does not. Runs no check.
 */
export function takesAbsence(schema: unknown): boolean {
  const { input, output } = read(schema, 0);
  return input && !output;
}

function read(schema: unknown, depth: number): Absence {
  const definition = zodDefinition(schema);
  if (definition === undefined || depth > deepest) return never;
  const within = (part: unknown) => read(part, depth + 1);
  const { innerType } = definition;
  switch (kindOf(definition)) {
    case "optional":
      return { input: true, output: within(innerType).input ? within(innerType).output : true };
    case "exactoptional":
      return { input: true, output: true };
    case "default":
    case "prefault":
      return { input: true, output: false };
    case "undefined":
    case "void":
      return { input: true, output: true };
    case "nullable":
    case "readonly":
      return within(innerType);
    case "branded":
      return within(definition["type"]);
    case "lazy":
      return within(call(definition["getter"]));
    case "pipe":
    case "pipeline":
      return { input: within(definition["in"]).input, output: within(definition["out"]).output };
    case "effects":
      return readEffects(definition, within);
    case "union":
    case "discriminatedunion": {
      const members = listOf(definition["options"]).map(within);
      const input = members.some((member) => member.input);
      return { input, output: input && !members.some((one) => one.input && !one.output) };
    }
    default:
      return never;
  }
}

/** For Zod 3: the result of transforming a missing value counts as a value. */
function readEffects(definition: ZodDefinition, within: (part: unknown) => Absence): Absence {
  const effect = definition["effect"] as { readonly type?: unknown } | undefined;
  if (effect?.type === "preprocess") return never;
  const inner = within(definition["schema"]);
  return effect?.type === "transform" ? { ...inner, output: false } : inner;
}

/** The kind as Zod 4 names it: `ZodOptional` is `optional`. */
function kindOf({ typeName, type }: ZodDefinition): string {
  return String(typeName ?? type)
    .replace(/^Zod/, "")
    .toLowerCase();
}

function listOf(options: unknown): readonly unknown[] {
  return Array.isArray(options) ? options : options instanceof Map ? [...options.values()] : [];
}

function call(getter: unknown): unknown {
  return typeof getter === "function" ? (getter as () => unknown)() : undefined;
}
