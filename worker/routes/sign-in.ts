import { Hono } from 'hono/tiny';
import { SignInBody, SignInCompleteBody } from '../../wire/http.ts';
import { clearSignInCookie, readSignInCookie, setSignInCookie } from '../cookies.ts';
import { completeSignIn, requestSignIn, signOut } from '../domain/sign-in.ts';
import type { HttpEnv } from '../http.ts';
import { brake, callerIp, drainsOutbox, valid } from '../http.ts';

export const signIn = new Hono<HttpEnv>()
  .post('/sign-in', valid('json', SignInBody), drainsOutbox, async (c) => {
    const body = c.req.valid('json');
    await brake(c.env.SIGN_IN_BRAKE, callerIp(c), body.email);
    await requestSignIn(c.var.ctx, body);
    return c.json({ sent: true }, 202);
  })
  .post('/sign-in/complete', valid('json', SignInCompleteBody), async (c) => {
    const { cookie, next, me } = await completeSignIn(c.var.ctx, c.req.valid('json').token);
    setSignInCookie(c, cookie);
    return c.json({ next, me });
  })
  .post('/sign-out', async (c) => {
    await signOut(c.var.ctx, readSignInCookie(c));
    clearSignInCookie(c);
    return c.body(null, 204);
  });
