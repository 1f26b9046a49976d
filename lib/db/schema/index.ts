export * from "./accounts";
export * from "./layouts";
export * from "./library";
export * from "./live";
export * from "./operations";
export * from "./projects";
export * from "./recordings";
export * from "./storage";
