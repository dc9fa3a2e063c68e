/** The party responsible for a control that a graph cannot prove. */
export type Responsible = "AWS" | "program" | "owner";

/** One control of the catalogue: what must hold, and how others call it. */
export interface Control {
  /** Such as RDS-02; gaps that no other tool checks are G1 to G26. */
  readonly key: string;
  /** The section of docs/controls.md that it stands in. */
  readonly service: string;
  /** The requirement, as a sentence. */
  readonly control: string;
  /** Requirements of PCI DSS 4.0.1. */
  readonly pci: readonly string[];
  /** Whether a graph of resources can tell. */
  readonly checkable: "yes" | "partly" | "no";
  /** Its ids elsewhere, by tool. */
  readonly ids: Readonly<Record<string, readonly string[]>>;
  /** The party responsible for the part that a graph cannot prove; for every control that is not fully checkable. */
  readonly responsible?: { readonly who: Responsible; readonly why: string };
}
