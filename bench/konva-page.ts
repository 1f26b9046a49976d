/**
 * The same task as react-konva does it: seventeen pictures with a label, one of them dragged, drawn to edges and middles of
 * the others and of the canvas, with its numbers in four fields. State lives in React, as its own examples have it.
 */
export const konvaPage = {
  "page.jsx": `"use client";
import dynamic from "next/dynamic";
const Board = dynamic(() => import("./board"), { ssr: false });
export default function Page() { return <Board />; }
`,
  "board.jsx": `"use client";
import { useState } from "react";
import { Circle, Group, Layer, Line, Rect, Stage, Text } from "react-konva";

const width = 1000;
const height = 562.5;
const first = Array.from({ length: 17 }, (_, i) => ({
  id: i, x: i === 16 ? 400 : 100 + (i % 4) * 200, y: i === 16 ? 450 : Math.floor(i / 4) * 112.5, width: 200, height: 112.5,
}));

export default function Board() {
  const [regions, setRegions] = useState(first);
  const [guides, setGuides] = useState([]);
  const drag = (id) => (event) => {
    const node = event.target;
    const me = regions[id];
    const at = { x: node.x(), y: node.y() };
    const found = [];
    for (const axis of ["x", "y"]) {
      const size = axis === "x" ? "width" : "height";
      const lines = [0, (axis === "x" ? width : height) / 2, axis === "x" ? width : height];
      for (const other of regions) if (other.id !== id) lines.push(other[axis], other[axis] + other[size] / 2, other[axis] + other[size]);
      let best = null;
      for (const line of lines) for (const part of [0, 0.5, 1]) {
        const way = line - (at[axis] + me[size] * part);
        if (Math.abs(way) <= 6 && (best === null || Math.abs(way) < Math.abs(best.way))) best = { way, line };
      }
      if (best) { at[axis] += best.way; found.push({ axis, at: best.line }); }
    }
    node.position(at);
    setGuides(found);
    setRegions((all) => all.map((one) => (one.id === id ? { ...one, ...at } : one)));
  };
  const [selected] = regions.slice(-1);
  return (
    <>
      <Stage width={width} height={height}>
        <Layer>
          <Rect width={width} height={height} fill="#000" />
          {regions.map((one) => (
            <Group key={one.id} x={one.x} y={one.y} draggable onDragMove={drag(one.id)} onDragEnd={() => setGuides([])}>
              <Rect width={one.width} height={one.height} fill={"hsl(" + one.id * 67 + " 40% 40%)"} stroke="#fff" />
              <Circle x={one.width / 2} y={one.height * 0.42} radius={18} fill="#ddd" />
              <Text x={6} y={6} text={one.id + 1 + " · join order " + (one.id + 1)} fill="#fff" />
            </Group>
          ))}
          {guides.map(({ axis, at }) => (
            <Line key={axis} points={axis === "x" ? [at, 0, at, height] : [0, at, width, at]} stroke="#f55" />
          ))}
        </Layer>
      </Stage>
      {["x", "y", "width", "height"].map((name) => (
        <input key={name} readOnly value={selected[name].toFixed(2)} />
      ))}
    </>
  );
}
`,
};
