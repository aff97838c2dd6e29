/** Models that think before they answer: the o series, GPT from 5 on, Codex, and the open ones. */
const thinkers = /^(?:o\d+(?:-|$)|gpt-(?:[5-9]|1\d)(?!\d|-chat)|gpt-oss|codex-)/;

/** Models that do not, and refuse to be given thoughts. */
const others = /^(?:gpt-[34]|chatgpt-4o|gpt-5-chat)/;

/**
 * Whether a model reasons, by its name: `"o3"`, `"ft:gpt-4o:team"`, `"openai/gpt-5"`. `undefined` when the
 * name does not say so.
 */
export function reasons(model: string): boolean | undefined {
  const name = model.slice(model.lastIndexOf("/") + 1).replace(/^ft:/, "");
  if (thinkers.test(name)) return true;
  return others.test(name) ? false : undefined;
}
