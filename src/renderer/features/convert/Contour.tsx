import type { ReactElement } from 'react';

const spokenLines = [
  'M74 131L84 130 93 130 100 132 106 136 113 140 119 146 126 151 129 154 135 145 141 145 148 149 154 158 160 169',
  'M166 125L176 124 186 125 196 127 206 130 216 135 226 141 233 147 238 150 245 149 252 150 258 153 265 158 272 167 279 175 284 155 291 154 297 157 304 165 310 178 316 164 322 163 329 168 335 180 338 187',
  'M344 130L353 130 360 131 366 134 372 137 379 142 385 148 392 154 397 165 404 164 413 164 423 165 433 167 443 170 452 174 462 178 472 184 478 187',
] as const;
const sungLines = [
  'M583 127C588 120 588 115 594 115.200L627 115.200C633 115.200 632 86.400 641 86.400L666 86.400C672 86.400 671 67.200 680 67.200L702 67.200C708 66 712 63 718 68C724 72 730 70 736 65C742 62 746 66 750 67.200C756 70 755 86.400 762 86.400L780 86.400C786 86.400 787 96 795 96L841 96C847 96 847 115.200 856 115.200L915 115.200C921 114 927 116 931 117C937 117 942 112 947 112.400C955 113 958 118 964 114C970 109 974 110 978 113',
] as const;
const notes = [
  { x: 583, y: 109.4, width: 41 },
  { x: 633, y: 80.6, width: 30 },
  { x: 672, y: 61.4, width: 70 },
  { x: 751, y: 80.6, width: 26 },
  { x: 786, y: 90.2, width: 52 },
  { x: 847, y: 109.4, width: 22 },
  { x: 878, y: 109.4, width: 100 },
] as const;

/** What the program does, drawn: falling spoken lines, and the same as steps. */
export function Contour(): ReactElement {
  return (
    <div className="contour">
      <svg viewBox="0 0 1100 240" preserveAspectRatio="none" aria-hidden="true">
        {notes.map((note) => (
          <rect key={note.x} x={note.x} y={note.y} width={note.width} height="11.5" />
        ))}
        {spokenLines.map((line) => (
          <path key={line} className="spoken" d={line} />
        ))}
        {sungLines.map((line) => (
          <path key={line} className="sung" d={line} />
        ))}
      </svg>
    </div>
  );
}
