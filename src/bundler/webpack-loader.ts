import { lowerDecorators, mayHaveDecorator, type Lowered } from "./lower-decorators.js";

/** What webpack calls a loader on. */
interface LoaderContext {
  readonly resourcePath: string;
  async(): (error: unknown, code?: string, map?: string | object) => void;
}

/** The loader of webpack that lowers the decorators that other loaders left. Loaded by its path. */
async function lowerForWebpack(
  this: LoaderContext,
  code: string,
  map: string | object | undefined,
): Promise<void> {
  const done = this.async();
  if (!mayHaveDecorator.test(code)) return done(null, code, map);
  let lowered: Lowered;
  try {
    lowered = await lowerDecorators(withMap(code, map), this.resourcePath, true);
  } catch (error) {
    return done(error);
  }
  return done(null, lowered.code, lowered.map);
}

export default lowerForWebpack;

/** The code with its source map in it, where esbuild finds it. */
function withMap(code: string, map: string | object | undefined): string {
  if (!map) return code;
  const json = typeof map === "string" ? map : JSON.stringify(map);
  const data = Buffer.from(json).toString("base64");
  return `${code}\n//# sourceMappingURL=data:application/json;base64,${data}`;
}
