import { ChevronLeft, ChevronRight } from 'lucide-react';
import { IconButton } from '../../ui/icon-button.tsx';
import css from './stage.module.css';

interface PagerProps {
  page: number;
  pages: number;
  onTurn: (page: number) => void;
}

/** From one page of faces to the next. */
export function Pager({ page, pages, onTurn }: PagerProps) {
  return (
    <nav className={css.pager} aria-label="Pages of people">
      <IconButton
        label="Previous people"
        icon={<ChevronLeft />}
        disabled={page === 0}
        onClick={() => onTurn(page - 1)}
      />
      <output className="numerals">
        {page + 1} of {pages}
      </output>
      <IconButton
        label="More people"
        icon={<ChevronRight />}
        disabled={page === pages - 1}
        onClick={() => onTurn(page + 1)}
      />
    </nav>
  );
}
