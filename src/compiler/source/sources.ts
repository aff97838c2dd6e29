import path from "node:path";
import { findOddity } from "../disk/read-file.js";
import type { Span } from "../diagnostics/diagnostic.js";
import { openKeptFiles } from "./kept-files.js";
import { type Library, openLibrary } from "./library.js";
import { ts } from "./typescript.js";

/** The modules of a project, parsed on demand and once. */
export interface Sources {
  /** Absolute, with `/`. */
  readonly root: string;
  /** What says the options: absolute; `undefined` where the project has none. */
  readonly tsconfig: string | undefined;
  readonly compilerOptions: ts.CompilerOptions;
  /** Parses a file, or `undefined` when there is none, or one that nests too deeply. The path is absolute. */
  open(file: string): ts.SourceFile | undefined;
  /** The text of a file, which need not be parsed for it; `undefined` when there is none. */
  read(file: string): string | undefined;
  /** The absolute path of the file that an import means, or `undefined` when it cannot be found. */
  resolve(specifier: string, from: Pick<ts.SourceFile, "fileName">): string | undefined;
  /**
   * The type checker over everything that is open. It costs a second and more the first time, so it
   * is for what syntax cannot tell.
   */
  checker(): ts.TypeChecker;
  /** Absolute paths of every file that was opened, by the checker too. */
  opened(): readonly string[];
  /** Absolute paths of folders of the project where an import was looked for in vain. */
  lookedIn(): ReadonlySet<string>;
  /** The path of a file from the root, with `/`. */
  pathOf(file: ts.SourceFile): string;
  /** Where a node is, without the comments before it. */
  spanOf(node: ts.Node): Span;
}

/** Opens a project that is read with some compiler options. `root` is absolute. */
export function createSources(options: {
  readonly root: string;
  readonly tsconfig: string | undefined;
  readonly compilerOptions: ts.CompilerOptions;
}): Sources {
  const { root, tsconfig, compilerOptions } = options;
  const files = new Map<string, ts.SourceFile | undefined>();
  const kept = openKeptFiles(compilerOptions);
  const library = openLibrary(compilerOptions, kept.library);
  const { declarations } = kept;
  const host = createHost({ root, compilerOptions, files, library, declarations });
  const resolutions = ts.createModuleResolutionCache(root, (name) => name, compilerOptions);
  const lookedIn = new Set<string>();
  let checker: ts.TypeChecker | undefined;

  function open(file: string): ts.SourceFile | undefined {
    const impliedNodeFormat = formatOf(file);
    return host.getSourceFile(file, {
      languageVersion: compilerOptions.target ?? ts.ScriptTarget.ES2022,
      ...(impliedNodeFormat !== undefined && { impliedNodeFormat }),
      jsDocParsingMode: ts.JSDocParsingMode.ParseAll,
    });
  }

  function formatOf(file: string): ts.ResolutionMode {
    const cache = resolutions.getPackageJsonInfoCache();
    return ts.getImpliedNodeFormatForFile(file, cache, host, compilerOptions);
  }

  function resolve(specifier: string, from: Pick<ts.SourceFile, "fileName">): string | undefined {
    const found = ts.resolveModuleName(
      specifier,
      from.fileName,
      compilerOptions,
      host,
      resolutions,
      undefined,
      formatOf(from.fileName) ?? ts.ModuleKind.ESNext,
    );
    noteLookups(found);
    return found.resolvedModule?.resolvedFileName;
  }

  /** A file that comes to be in one of these places may be what an import means from then on. */
  function noteLookups(found: ts.ResolvedModuleWithFailedLookupLocations): void {
    // Every result has them, in a property that its type does not show.
    const { failedLookupLocations = [] } = found as {
      readonly failedLookupLocations?: readonly string[];
    };
    for (const file of failedLookupLocations) {
      if (!file.startsWith(`${root}/`)) continue;
      // A package that was found stays what it is until it is installed anew.
      if (found.resolvedModule !== undefined && file.includes("/node_modules/")) continue;
      lookedIn.add(path.posix.dirname(file));
    }
  }

  const pathOf = (file: ts.SourceFile) => path.posix.relative(root, file.fileName);

  return {
    root,
    tsconfig,
    compilerOptions,
    open,
    read: (file) => files.get(file)?.text ?? host.readFile(file),
    resolve,
    checker() {
      const rootNames = [...files.keys()].filter((file) => files.get(file) !== undefined);
      checker ??= ts.createProgram({ rootNames, options: compilerOptions, host }).getTypeChecker();
      return checker;
    },
    opened: () => [...files.keys()].filter((file) => files.get(file) && !library.isIn(file)),
    lookedIn: () => lookedIn,
    pathOf,
    spanOf(node) {
      const file = node.getSourceFile();
      return {
        file: pathOf(file),
        text: file.text,
        start: node.getStart(file),
        end: node.getEnd(),
      };
    },
  };
}

/** A compiler host that parses each file once and keeps it in `files`. */
function createHost(options: {
  readonly root: string;
  readonly compilerOptions: ts.CompilerOptions;
  readonly files: Map<string, ts.SourceFile | undefined>;
  readonly library: Library;
  /** Of earlier builds; what is parsed now is added. */
  readonly declarations: Map<string, ts.SourceFile>;
}): ts.CompilerHost {
  const { root, compilerOptions, files, library, declarations } = options;
  const host = ts.createCompilerHost(compilerOptions, true);
  const readFile = host.getSourceFile.bind(host);
  const parse: typeof readFile = (file, settings) => {
    // A pipe that a module imports would be waited for.
    if (findOddity(file) !== undefined) return undefined;
    const earlier = declarations.get(file);
    const format = typeof settings === "object" ? settings.impliedNodeFormat : undefined;
    if (earlier && earlier.impliedNodeFormat === format && earlier.text === host.readFile(file)) {
      return earlier;
    }
    try {
      const parsed = readFile(file, settings);
      if (parsed?.isDeclarationFile) declarations.set(file, parsed);
      return parsed;
    } catch (error) {
      // The parser calls itself for every bracket that is open.
      if (error instanceof RangeError) return undefined;
      throw error;
    }
  };
  host.getCurrentDirectory = () => root;
  host.getDefaultLibLocation = () => library.folder;
  host.getDefaultLibFileName = (asked) => `${library.folder}/${ts.getDefaultLibFileName(asked)}`;
  // One parse serves syntax and checker, so that a node of the one is a node of the other.
  host.getSourceFile = (file, languageVersion) => {
    if (!files.has(file)) {
      files.set(file, library.open(file) ?? parse(file, languageVersion));
    }
    return files.get(file);
  };
  return host;
}
