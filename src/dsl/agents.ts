/**
 * Every agent and network of the project as its caller, by name: what `this.agents` has. The generated index
 * declares the members; until the first build there are none.
 */
// oxlint-disable-next-line typescript/no-empty-interface, typescript/no-empty-object-type -- generated code adds to it
export interface Agents {}
