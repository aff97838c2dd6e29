import type { ParamSpec } from "../../manifest/manifest.js";

/** How one param is given on the command line. */
export interface ParamFlags {
  readonly param: ParamSpec;
  /** What help shows and errors name: `--max-words`. */
  readonly primary: string;
  /** What is understood as well: the exact name, `--maxWords`, and always `--param.maxWords`. */
  readonly aliases: readonly string[];
  /** Sets a boolean to false: `--no-urgent`. Absent for other params, and where it means something else. */
  readonly negation?: string;
}

/**
 * Gives each param its flags. Kebab-case is what is shown; the exact name works too. A flag that
 * the command itself takes, or that another param has by its exact name, is never a param's:
 * `--param.<name>` is then the way, and it always works.
 */
export function assignFlags(
  params: readonly ParamSpec[],
  reserved: ReadonlySet<string>,
): readonly ParamFlags[] {
  const taken = new Set(reserved);
  // `--no-…` is how commander spells a negation, so no param may begin with it.
  const take = (flag: string) => {
    if (!/^--[^-]/.test(flag) || flag.startsWith("--no-") || taken.has(flag)) return undefined;
    taken.add(flag);
    return flag;
  };
  const exact = new Map(params.map((param) => [param, take(`--${param.name}`)]));
  return params.map((param) => {
    const exactFlag = exact.get(param);
    const kebab = kebabCase(param.name);
    const kebabFlag = kebab === param.name ? exactFlag : take(`--${kebab}`);
    const flags = [kebabFlag, exactFlag, `--param.${param.name}`].filter(
      (flag, index, all): flag is string => flag !== undefined && all.indexOf(flag) === index,
    );
    const [primary = `--param.${param.name}`, ...aliases] = flags;
    const negation = `--no-${kebab}`;
    const negatable =
      param.type.kind === "boolean" && kebabFlag !== undefined && !reserved.has(negation);
    return { param, primary, aliases, ...(negatable && { negation }) };
  });
}

/** `maxWords` → `max-words`, `HTMLBody` → `html-body`, `max_words` → `max-words`. */
export function kebabCase(name: string): string {
  return name
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, "$1-$2")
    .replace(/(\p{Lu}+)(\p{Lu}\p{Ll})/gu, "$1-$2")
    .replaceAll("_", "-")
    .replace(/^-+/, "")
    .toLowerCase();
}
