import { nearest } from "../internal/nearest.js";
import { namesOf, providerOf, type ModelContext } from "./describe-model.js";

/**
 * The known model that an unknown name most likely means: `"openai/gpt-4o"` for `"openai/gpt-4oo"`.
 * Undefined if none is similar, and for providers that are not in the registry.
 *
 * A model that is newer than the registry is not a misspelling. It differs from older ones by its numbers
 * or by a whole word, so the numbers must agree, and at most two letters may be wrong.
 */
export function suggestModel(
  id: string,
  { own = {}, registry }: Pick<ModelContext, "own" | "registry">,
): string | undefined {
  const slash = id.indexOf("/");
  const given = id.slice(0, Math.max(0, slash));
  const known = [
    ...modelsOf(given, Object.keys(own)),
    ...modelsOf(providerOf(given), Object.keys(registry?.models ?? {})),
  ];
  for (const name of namesOf(id.slice(slash + 1))) {
    const candidates = known.filter((candidate) => numbersOf(candidate) === numbersOf(name));
    const meant = nearest(name, candidates, name.length < longName ? 1 : 2);
    if (meant !== undefined) return `${given}/${meant}`;
  }
  return undefined;
}

const longName = 12;

function modelsOf(provider: string, ids: readonly string[]): string[] {
  return ids
    .filter((id) => id.startsWith(`${provider}/`))
    .map((id) => id.slice(provider.length + 1));
}

/** The digits of a name. `gpt-40` and `gpt-4o` look alike, so they count as the same. */
function numbersOf(name: string): string {
  return name.replaceAll(/(?<=\d)o/gi, "0").replaceAll(/\D/g, "");
}
