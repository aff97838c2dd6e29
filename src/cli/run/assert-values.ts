import type { Option } from "commander";
import { UsageError } from "../outcome/usage-error.js";

/**
 * Throws if another option follows an option that needs a value. Commander would use it as the value:
 * `--topic --fake` would ask the real model about "--fake".
 */
export function assertValues(args: readonly string[], options: readonly Option[]): void {
  for (let index = 0; index < args.length; index++) {
    const arg = args[index] ?? "";
    if (arg === "--") return;
    if (!options.find(({ long, short }) => arg === long || arg === short)?.required) continue;
    const value = args[++index];
    if (value === undefined || !isOption(value, options)) continue;
    throw new UsageError(
      `${arg} has no value: ${value} is an option. Write a value that starts with dashes as ${arg}=${value}`,
    );
  }
}

function isOption(text: string, options: readonly Option[]): boolean {
  const name = text.replace(/=[^]*$/, "");
  const known = options.flatMap(({ long, short }) => [long, short]);
  return ["--help", "-h", ...known].includes(name);
}
