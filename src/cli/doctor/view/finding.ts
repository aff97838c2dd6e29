/** What to do: run a command, or change something. */
export interface Remedy {
  readonly kind: "run" | "edit";
  readonly text: string;
}

/** What a check reports about a project, in one sentence. A fault has a remedy. */
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

/** The severity of a finding. */
export type Level = Finding["level"];

/** A remedy that is a shell command, in the project's folder. */
export function run(text: string): Remedy {
  return { kind: "run", text };
}

/** A remedy that is a change to make. */
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
