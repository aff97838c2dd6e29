import type * as Esbuild from "esbuild";

/** A TypeScript module of the project; a query may follow. */
export const typescriptModule: RegExp = /(?<!\.d)\.[cm]?tsx?(?:\?|$)/;

/** A module of a package; published code has no decorators. */
export const ofPackage: RegExp = /[\\/]node_modules[\\/]/;

/**
 * A cheap first check: a decorator begins a line or follows a space, a brace or a parenthesis, on a line
 * that is not a comment, because many doc comments contain `@param`.
 */
export const mayHaveDecorator: RegExp =
  /^(?![\t ]*(?:\/\/|\/?\*(?!\/|.*\*\/)))(?:.*[\s;{}()])?(?<!\/\/\s*)@[\p{L}_$(]/mu;

/** JavaScript, and its source map as JSON. */
export interface Lowered {
  readonly code: string;
  readonly map: string;
}

/**
 * Lowers standard decorators and types with esbuild, and leaves everything else to the bundler: JSX, the
 * target, which imports are dropped.
 *
 * @param file the module's name, without a query
 * @param definesFields `useDefineForClassFields` of its tsconfig
 * @throws esbuild's error for a module that does not parse
 */
export async function lowerDecorators(
  code: string,
  file: string,
  definesFields: boolean,
): Promise<Lowered> {
  const { transform } = await loadEsbuild();
  return transform(code, {
    loader: file.endsWith("x") ? "tsx" : "ts",
    sourcefile: file,
    sourcemap: true,
    target: "esnext",
    supported: { decorators: false },
    jsx: "preserve",
    tsconfigRaw: {
      compilerOptions: {
        useDefineForClassFields: definesFields,
        // Imports stay, because the bundler decides which of them are only types.
        verbatimModuleSyntax: true,
      },
    },
  });
}

async function loadEsbuild(): Promise<typeof Esbuild> {
  try {
    return await import("esbuild");
  } catch (cause) {
    throw new Error(
      "troupe lowers decorators with esbuild, which cannot be loaded - run: npm install -D esbuild",
      { cause },
    );
  }
}
