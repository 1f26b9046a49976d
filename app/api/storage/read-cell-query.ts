import type { NextRequest } from "next/server";
import { TallyError } from "@/lib/errors";
import { cellInput, type CellInput } from "@/lib/features/storage/schema";

/** The cell that a request names: `?projectId=&entryPoint=&flsArea=`. @throws TallyError INVALID */
export function readCellQuery({ nextUrl: { searchParams } }: NextRequest): CellInput {
  const read = (name: string) => searchParams.get(name) ?? undefined;
  return parseCell({ projectId: read("projectId"), entryPoint: read("entryPoint"), flsArea: read("flsArea") });
}

/** @throws TallyError INVALID for what is no cell */
export function parseCell(parts: unknown): CellInput {
  const asked = cellInput.safeParse(parts);
  if (!asked.success) throw new TallyError("INVALID", "Name the project, the entry point and the area.");
  return asked.data;
}
