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
  /** The tsconfig with the compiler options. Absolute; `undefined` if the project has none. */
  readonly tsconfig: string | undefined;
  readonly compilerOptions: ts.CompilerOptions;
  /** Parses a file. `undefined` if it does not exist or is nested too deeply. The path is absolute. */
  open(file: string): ts.SourceFile | undefined;
  /** The text of a file, without parsing it; `undefined` if it does not exist. */
  read(file: string): string | undefined;
  /** The absolute path of the file that an import names, or `undefined` if it is not found. */
  resolve(specifier: string, from: Pick<ts.SourceFile, "fileName">): string | undefined;
  /**
   * The type checker over everything that is open. Its first use costs a second or more, so use it only
   * where syntax is not enough.
   */
  checker(): ts.TypeChecker;
  /** Absolute paths of every file that was opened, also by the checker. */
  opened(): readonly string[];
  /** Absolute paths of folders of the project in which an import was searched for and not found. */
  lookedIn(): ReadonlySet<string>;
  /** The path of a file from the root, with `/`. */
  pathOf(file: ts.SourceFile): string;
  /** Where a node is, without the comments before it. */
  spanOf(node: ts.Node): Span;
}

/** Opens a project with some compiler options. `root` is absolute. */
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

  /** Notes the places where a new file would change what an import resolves to. */
  function noteLookups(found: ts.ResolvedModuleWithFailedLookupLocations): void {
    // Every result has them, in a property that its type does not declare.
    const { failedLookupLocations = [] } = found as {
      readonly failedLookupLocations?: readonly string[];
    };
    for (const file of failedLookupLocations) {
      if (!file.startsWith(`${root}/`)) continue;
      // A package that was found does not change until it is installed again.
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
  /** From earlier builds. Files that are parsed now are added. */
  readonly declarations: Map<string, ts.SourceFile>;
}): ts.CompilerHost {
  const { root, compilerOptions, files, library, declarations } = options;
  const host = ts.createCompilerHost(compilerOptions, true);
  const readFile = host.getSourceFile.bind(host);
  const parse: typeof readFile = (file, settings) => {
    // Reading a pipe would block.
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
      // The parser is recursive and ran out of stack.
      if (error instanceof RangeError) return undefined;
      throw error;
    }
  };
  host.getCurrentDirectory = () => root;
  host.getDefaultLibLocation = () => library.folder;
  host.getDefaultLibFileName = (asked) => `${library.folder}/${ts.getDefaultLibFileName(asked)}`;
  // Syntax and checker share one parse, so that a node is the same object in both.
  host.getSourceFile = (file, languageVersion) => {
    if (!files.has(file)) {
      files.set(file, library.open(file) ?? parse(file, languageVersion));
    }
    return files.get(file);
  };
  return host;
}
