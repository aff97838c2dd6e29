import { type ts, tsMorph } from "./typescript.js";

/** TypeScript's own declarations (`Array`, `Partial`, `Date` and so on), of the TypeScript that reads a project. */
export interface Library {
  /** Where its files seem to be: `lib.es2023.d.ts` and the others. */
  readonly folder: string;
  /** Whether a path is one of the folder's. */
  isIn(file: string): boolean;
  /** A file of the folder, or `undefined` for any other. */
  open(file: string): ts.SourceFile | undefined;
}

// ts-morph carries the files in its own code, and shows them to its projects here.
const folder = "/node_modules/typescript/lib";

/** Whether a file is one of the library's. */
export function isLibraryFile(file: ts.SourceFile): boolean {
  return file.fileName.startsWith(`${folder}/`);
}

/**
 * Opens the library that some compiler options ask for. ts-morph gives its files out only as part of
 * a program, so an empty project is made for them; what it parses is used as it is.
 *
 * @param files - what is parsed already, by path; what is missing is added
 */
export function openLibrary(
  compilerOptions: ts.CompilerOptions,
  files: Map<string, ts.SourceFile>,
): Library {
  const { target, lib, noLib } = compilerOptions;

  function load(options: ts.CompilerOptions): void {
    const { Project } = tsMorph();
    const project = new Project({ useInMemoryFileSystem: true, compilerOptions: options });
    // A program without a file of its own loads nothing.
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
      // A package may ask for more than the project does: `/// <reference lib="…" />`.
      if (!files.has(file)) load({ lib: [file.slice(folder.length + 1)] });
      return files.get(file);
    },
  };
}
