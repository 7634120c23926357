import { useEffect, useState } from 'react';
import { useSearch } from 'wouter';
import { useTitle } from '../../parts/use-title.ts';
import { AskForLink } from './ask-for-link.tsx';
import { CompleteSignIn } from './complete-sign-in.tsx';

/** /sign-in asks for an address; /sign-in#<token>, the mailed link, signs in at the press of a button. */
export function SignInPage() {
  useTitle('Sign in');
  const [token, forget] = useFragmentToken();
  const next = new URLSearchParams(useSearch()).get('next') ?? undefined;
  return token ? <CompleteSignIn key={token} token={token} onAskAgain={forget} /> : <AskForLink next={next} />;
}

/** The secret after '#', taken out of the address at once: it shall not stay in the history. */
function useFragmentToken(): [token: string, forget: () => void] {
  const [token, setToken] = useState(() => location.hash.slice(1));

  useEffect(() => {
    const take = () => {
      const found = location.hash.slice(1);
      if (!found) return;
      setToken(found);
      history.replaceState(history.state, '', location.pathname + location.search);
    };
    take();
    addEventListener('hashchange', take);
    return () => removeEventListener('hashchange', take);
  }, []);
  return [token, () => setToken('')];
}
