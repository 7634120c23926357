import { lazy } from 'react';
import { Route, Switch } from 'wouter';
import { NotFound } from './parts/not-found.tsx';
import { MailsPage } from './pages/mails/mails-page.tsx';
import { SessionPage } from './pages/session/session-page.tsx';
import { SettingsPage } from './pages/settings/settings-page.tsx';
import { SignInPage } from './pages/sign-in/sign-in-page.tsx';
import { NewStudyPage } from './pages/studies/new-study-page.tsx';
import { StudiesPage } from './pages/studies/studies-page.tsx';
import { StudyPage } from './pages/study/study-page.tsx';
import { WelcomePage } from './pages/welcome/welcome-page.tsx';
import { SignedIn } from './shell/signed-in.tsx';

const RecordingPage = lazy(() => import('./pages/recording/recording-page.tsx'));

/** Which page an address shows. Everything but signing in is for members only. */
export function App() {
  return (
    <Switch>
      <Route path="/sign-in" component={SignInPage} />
      <Route path="/welcome" component={WelcomePage} />
      <Route>
        <SignedIn>
          <Switch>
            <Route path="/" component={StudiesPage} />
            <Route path="/studies/new" component={NewStudyPage} />
            <Route path="/studies/:id/:tab?">
              {(params) => <StudyPage key={params.id} id={params.id} tab={params.tab} />}
            </Route>
            <Route path="/sessions/:id">{(params) => <SessionPage key={params.id} id={params.id} />}</Route>
            <Route path="/recordings/:id">{(params) => <RecordingPage key={params.id} id={params.id} />}</Route>
            <Route path="/mails" component={MailsPage} />
            <Route path="/settings" component={SettingsPage} />
            <Route component={NotFound} />
          </Switch>
        </SignedIn>
      </Route>
    </Switch>
  );
}
