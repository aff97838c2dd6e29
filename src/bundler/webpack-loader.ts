import { lowerDecorators, mayHaveDecorator, type Lowered } from "./lower-decorators.js";
import { readDialect, type Dialect } from "./read-dialect.js";

/** The `this` of a loader of webpack or Rspack. */
interface LoaderContext {
  readonly resourcePath: string;
  /** Those of the rule: whether this loader comes before the ones that compile TypeScript. */
  getOptions(): { readonly comesFirst: boolean };
  async(): (error: unknown, code?: string, map?: string | object) => void;
}

/** What a compiler has left is JavaScript, which defines its fields. */
const compiled: Dialect = { legacyDecorators: false, definesFields: true };

/** A loader for webpack and Rspack that lowers decorators. They load it by path. */
async function lowerForWebpack(
  this: LoaderContext,
  code: string,
  map: string | object | undefined,
): Promise<void> {
  const done = this.async();
  if (!mayHaveDecorator.test(code)) return done(null, code, map);
  const file = this.resourcePath;
  let lowered: Lowered;
  try {
    const { legacyDecorators, definesFields } = this.getOptions().comesFirst
      ? readDialect(file)
      : compiled;
    // What compiles TypeScript afterwards lowers these.
    if (legacyDecorators) return done(null, code, map);
    lowered = await lowerDecorators(withMap(code, map), file, definesFields);
  } catch (error) {
    return done(error);
  }
  return done(null, lowered.code, lowered.map);
}

export default lowerForWebpack;

/** The code with its source map inline, where esbuild finds it. */
function withMap(code: string, map: string | object | undefined): string {
  if (!map) return code;
  const json = typeof map === "string" ? map : JSON.stringify(map);
  const data = Buffer.from(json).toString("base64");
  return `${code}\n//# sourceMappingURL=data:application/json;base64,${data}`;
}
