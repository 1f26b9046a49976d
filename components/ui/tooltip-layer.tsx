"use client";

import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from "react";
import { KeyHint } from "./kbd";

const DELAY_MS = 400;
/** After one tooltip, its neighbours come at once. */
const WARM_MS = 300;
const GAP_PX = 6;

type Tip = { target: HTMLElement; label: string; keys: string | undefined; side: string };

/** The one tooltip of the page: finds the elements that `Tooltip` marked. Stands once, in the shell. */
export function TooltipLayer() {
  const [tip, setTip] = useState<Tip | null>(null);
  const layer = useRef<HTMLDivElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const hiddenAtMs = useRef(Number.NEGATIVE_INFINITY);

  const hide = useEffectEvent(() => {
    clearTimeout(timer.current);
    if (tip !== null) hiddenAtMs.current = performance.now();
    setTip(null);
  });
  const showSoon = useEffectEvent((target: HTMLElement) => {
    clearTimeout(timer.current);
    if (target === tip?.target) return;
    const isWarm = tip !== null || performance.now() - hiddenAtMs.current < WARM_MS;
    timer.current = setTimeout(() => setTip(readTip(target)), isWarm ? 0 : DELAY_MS);
  });
  const onOver = useEffectEvent((event: Event) => {
    if (event instanceof PointerEvent && event.pointerType === "touch") return;
    const target = tipTarget(event.target);
    if (target !== null) showSoon(target);
    // Resting on the tooltip itself keeps it (WCAG 1.4.13).
    else if (!(event.target instanceof Node && layer.current?.contains(event.target))) hide();
  });
  const onFocus = useEffectEvent((event: Event) => {
    const target = tipTarget(event.target);
    if (target?.matches(":focus-visible")) showSoon(target);
    else hide();
  });

  useEffect(() => {
    const gone = () => hide();
    document.addEventListener("pointerover", onOver);
    document.addEventListener("focusin", onFocus);
    for (const name of goneEvents) document.addEventListener(name, gone, true);
    return () => {
      document.removeEventListener("pointerover", onOver);
      document.removeEventListener("focusin", onFocus);
      for (const name of goneEvents) document.removeEventListener(name, gone, true);
    };
  }, []);

  useLayoutEffect(() => {
    if (tip === null || layer.current === null) return;
    const { left, top } = place(tip, layer.current);
    layer.current.style.left = `${left}px`;
    layer.current.style.top = `${top}px`;
  }, [tip]);

  if (tip === null) return null;
  return (
    <div
      ref={layer}
      role="tooltip"
      className="fixed top-0 left-0 z-60 flex w-max max-w-72 items-center gap-2 rounded-md border border-line-strong bg-raised px-2 py-1 text-xs shadow-overlay transition-opacity duration-100 starting:opacity-0"
    >
      {tip.label}
      {tip.keys !== undefined && <KeyHint keys={tip.keys} />}
    </div>
  );
}

const goneEvents = ["pointerdown", "keydown", "scroll", "focusout"] as const;

function tipTarget(target: EventTarget | null): HTMLElement | null {
  const found = target instanceof Element ? target.closest("[data-tip]") : null;
  return found instanceof HTMLElement ? found : null;
}

/** Null when the element has left the page, or opened a popup that would be covered, while the tooltip waited. */
function readTip(target: HTMLElement): Tip | null {
  const { tip, tipKeys, tipSide } = target.dataset;
  if (!target.isConnected || tip === undefined || target.ariaExpanded === "true") return null;
  return { target, label: tip, keys: tipKeys, side: tipSide ?? "bottom" };
}

/** Beside its element, on the side asked for, inside the window. */
function place({ target, side }: Tip, layer: HTMLElement): { left: number; top: number } {
  const box = target.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = layer;
  const middle = { left: box.left + (box.width - width) / 2, top: box.top + (box.height - height) / 2 };
  const wanted = {
    top: { left: middle.left, top: box.top - height - GAP_PX },
    bottom: { left: middle.left, top: box.bottom + GAP_PX },
    left: { left: box.left - width - GAP_PX, top: middle.top },
    right: { left: box.right + GAP_PX, top: middle.top },
  }[side] ?? { left: middle.left, top: box.bottom + GAP_PX };
  const isBelow = wanted.top + height > innerHeight;
  return {
    left: Math.max(4, Math.min(wanted.left, innerWidth - width - 4)),
    top: Math.max(4, isBelow ? box.top - height - GAP_PX : wanted.top),
  };
}
