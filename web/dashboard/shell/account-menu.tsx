import { LogOut, Settings } from 'lucide-react';
import { Link, useLocation } from 'wouter';
import type { Me } from '../../../wire/http.ts';
import { api } from '../../lib/api.ts';
import { problemText } from '../../lib/problems.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { MenuItems, Popover } from '../../ui/menu.tsx';
import { showToast } from '../../ui/toasts.ts';
import { queryClient } from '../query-client.ts';
import css from './account-menu.module.css';
import { ThemeSwitch } from './theme-switch.tsx';

/** Who is signed in, settings, theme, sign out. */
export function AccountMenu({ me }: { me: Me }) {
  const [, navigate] = useLocation();

  const signOut = async () => {
    try {
      await api.signOut();
      queryClient.clear();
      navigate('/sign-in');
    } catch (error) {
      showToast(problemText(error), 'bad');
    }
  };

  return (
    <Popover label={`Account of ${me.member.name}`} trigger={<Avatar name={me.member.name} />}>
      <div className={css.who}>
        <p className={css.name}>{me.member.name}</p>
        <p className={css.mail}>{me.member.email}</p>
        <p className={css.mail}>{me.workspace.name}</p>
      </div>
      <MenuItems>
        <Link
          href="/settings"
          onClick={(event) => event.currentTarget.closest<HTMLElement>('[popover]')?.hidePopover()}
        >
          <Settings aria-hidden="true" />
          Settings
        </Link>
        <button type="button" onClick={() => void signOut()}>
          <LogOut aria-hidden="true" />
          Sign out
        </button>
      </MenuItems>
      <div className={css.theme}>
        <ThemeSwitch />
      </div>
    </Popover>
  );
}
