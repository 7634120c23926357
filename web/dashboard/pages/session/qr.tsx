import { generate } from 'lean-qr';
import { toSvgDataURL } from 'lean-qr/extras/svg';

/** Ink on white in both themes (many readers do not see light on dark), with the 4 modules of white of ISO/IEC 18004. */
const LOOK = { on: '#211c15', off: '#ffffff', pad: 4 };

/** A link as a QR code. */
export default function Qr({ link }: { link: string }) {
  return <img src={toSvgDataURL(generate(link), LOOK)} alt="QR code of the link" />;
}
