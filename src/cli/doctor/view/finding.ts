/** What is to be done: a command to run, or something to change. */
export interface Remedy {
  readonly kind: "run" | "edit";
  readonly text: string;
}

/** What a check says of a project, in one sentence. What is wrong has a remedy. */
export type Finding =
  | {
      readonly level: "ok" | "note";
      readonly message: string;
      readonly remedy?: Remedy;
    }
  | {
      /** `error`: something does not work. `warning`: something may not, or not everywhere. */
      readonly level: "warning" | "error";
      readonly message: string;
      readonly remedy: Remedy;
    };

/** How much a finding matters. */
export type Level = Finding["level"];

/** The remedy that is a command of a shell, in the project's folder. */
export function run(text: string): Remedy {
  return { kind: "run", text };
}

/** The remedy that is something to change. */
export function edit(text: string): Remedy {
  return { kind: "edit", text };
}

export function ok(message: string): Finding {
  return { level: "ok", message };
}

export function note(message: string, remedy?: Remedy): Finding {
  return { level: "note", message, ...(remedy && { remedy }) };
}

export function warning(message: string, remedy: Remedy): Finding {
  return { level: "warning", message, remedy };
}

export function error(message: string, remedy: Remedy): Finding {
  return { level: "error", message, remedy };
}
