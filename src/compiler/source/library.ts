import { type ts, tsMorph } from "./typescript.js";

/** TypeScript's own declarations (`Array`, `Partial`, `Date` and so on), of the TypeScript that reads a project. */
export interface Library {
  /** The folder that its files (`lib.es2023.d.ts` and the others) appear to be in. */
  readonly folder: string;
  /** Whether a path is in that folder. */
  isIn(file: string): boolean;
  /** A file of that folder, or `undefined` for any other. */
  open(file: string): ts.SourceFile | undefined;
}

// ts-morph contains the files in its own code, and presents them to its projects here.
const folder = "/node_modules/typescript/lib";

/** Whether a file is one of the library's. */
export function isLibraryFile(file: ts.SourceFile): boolean {
  return file.fileName.startsWith(`${folder}/`);
}

/**
 * Opens the library for some compiler options. ts-morph gives its files only as part of a program, so this
 * makes an empty project and uses what it parses.
 *
 * @param files - the files that are already parsed, by path; missing ones are added
 */
export function openLibrary(
  compilerOptions: ts.CompilerOptions,
  files: Map<string, ts.SourceFile>,
): Library {
  const { target, lib, noLib } = compilerOptions;

  function load(options: ts.CompilerOptions): void {
    const { Project } = tsMorph();
    const project = new Project({ useInMemoryFileSystem: true, compilerOptions: options });
    // A program without any file loads nothing.
    project.createSourceFile("/empty.ts", "");
    for (const file of project.getProgram().compilerObject.getSourceFiles()) {
      files.set(file.fileName, file);
    }
  }

  return {
    folder,
    isIn: (file) => file.startsWith(`${folder}/`),
    open(file) {
      if (!file.startsWith(`${folder}/`)) return undefined;
      if (files.size === 0) {
        load({
          ...(target !== undefined && { target }),
          ...(lib !== undefined && { lib }),
          ...(noLib !== undefined && { noLib }),
        });
      }
      // A package may require more than the project: `/// <reference lib="…" />`.
      if (!files.has(file)) load({ lib: [file.slice(folder.length + 1)] });
      return files.get(file);
    },
  };
}
