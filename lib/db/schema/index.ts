export * from "./accounts";
export * from "./operations";
export * from "./projects";
export * from "./recordings";
export * from "./storage";
