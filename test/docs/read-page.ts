const block = /^```(\w*)\n([\s\S]*?)^```$/gm;

/** What a page shows as code: its blocks, those in TypeScript without comments and texts, and its inline code. */
export function codeOf(page: string): string {
  const blocks = [...page.matchAll(block)].map(([, language, code = ""]) =>
    language === "ts" ? code.replaceAll(/"[^"\n]*"|\/\/.*|\/\*[\s\S]*?\*\//g, "") : code,
  );
  const inline = page.replaceAll(block, "").match(/`[^`\n]+`/g) ?? [];
  return [...blocks, ...inline].join("\n");
}

/** The names in code; `max-steps` and `maxSteps` do not have the name `max`. */
export function namesIn(code: string): ReadonlySet<string> {
  return new Set(code.match(/(?<![\w$-])[A-Za-z_$][\w$]*(?![\w$-])/g));
}

/** The names that code uses as functions or as decorators. */
export function usedIn(code: string): ReadonlySet<string> {
  return new Set(code.match(/(?<=(?<![\w$])@)[\w$]+|(?<![\w$.-])[\w$]+(?=(?:<[^()]*>)?\()/g));
}

/** The flags in code; `--stream` is not in `--streaming`. */
export function flagsIn(code: string): ReadonlySet<string> {
  return new Set(code.match(/(?<![\w-])--?[a-z][a-z-]*(?![\w-])/g));
}
