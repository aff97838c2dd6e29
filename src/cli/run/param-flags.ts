import type { ParamSpec } from "../../manifest/manifest.js";

/** The flags of one param. */
export interface ParamFlags {
  readonly param: ParamSpec;
  /** The flag in help and errors: `--max-words`. */
  readonly primary: string;
  /** Other accepted flags: the exact name, `--maxWords`, and always `--param.maxWords`. */
  readonly aliases: readonly string[];
  /**
   * Sets a boolean to false: `--no-urgent`. Absent for other params, and if the flag has another meaning.
   */
  readonly negation?: string;
}

/**
 * Gives each param its flags. Help shows kebab-case; the exact name works too. A param never gets a flag of
 * the command itself, or another param's exact name. `--param.<name>` always works.
 */
export function assignFlags(
  params: readonly ParamSpec[],
  reserved: ReadonlySet<string>,
): readonly ParamFlags[] {
  const taken = new Set(reserved);
  // Commander uses `--no-…` for negations, so no param's flag may begin with it.
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
