type State =
  | "sign"
  | "zero"
  | "integer"
  | "point"
  | "fraction"
  | "exponent"
  | "exponentSign"
  | "exponentDigits";

/** Reads a JSON number (RFC 8259, section 6) that arrives in pieces. */
export class NumberReader {
  #token = "";
  #state: State = "sign";

  /** Begins a number with its first character, a digit or a minus sign. */
  begin(first: string): void {
    this.#token = first;
    this.#state = first === "-" ? "sign" : first === "0" ? "zero" : "integer";
  }

  /** Reads a piece from `index` and returns the index of the first character after the number. */
  read(piece: string, index: number): number {
    let at = index;
    while (at < piece.length) {
      const next = follow(this.#state, piece.charCodeAt(at));
      if (next === undefined) break;
      this.#state = next;
      at += 1;
    }
    this.#token += piece.slice(index, at);
    return at;
  }

  /** The number, or `undefined` if only the beginning of one was read (`"-"`, `"1."`, `"1e"`). */
  get value(): number | undefined {
    switch (this.#state) {
      case "zero":
      case "integer":
      case "fraction":
      case "exponentDigits":
        return Number(this.#token);
      default:
        return undefined;
    }
  }
}

function follow(state: State, code: number): State | undefined {
  const isDigit = code >= 0x30 && code <= 0x39;
  const isExponent = code === 0x65 /* e */ || code === 0x45; /* E */
  const isPoint = code === 0x2e;
  const isSign = code === 0x2b /* + */ || code === 0x2d; /* - */
  switch (state) {
    case "sign":
      return code === 0x30 /* 0 */ ? "zero" : isDigit ? "integer" : undefined;
    case "zero":
      return isPoint ? "point" : isExponent ? "exponent" : undefined;
    case "integer":
      return isDigit ? "integer" : isPoint ? "point" : isExponent ? "exponent" : undefined;
    case "point":
      return isDigit ? "fraction" : undefined;
    case "fraction":
      return isDigit ? "fraction" : isExponent ? "exponent" : undefined;
    case "exponent":
      return isSign ? "exponentSign" : isDigit ? "exponentDigits" : undefined;
    case "exponentSign":
    case "exponentDigits":
      return isDigit ? "exponentDigits" : undefined;
  }
}
