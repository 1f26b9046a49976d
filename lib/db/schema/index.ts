export * from "./accounts";
export * from "./layouts";
export * from "./live";
export * from "./operations";
export * from "./projects";
export * from "./recordings";
export * from "./storage";
