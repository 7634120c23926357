import { Hono } from 'hono/tiny';
import { InviteBody, MeBody, WithdrawInvitationBody, WorkspacePatch } from '../../wire/http.ts';
import { inviteMember, listMembers } from '../domain/invitations.ts';
import { endMembership, withdrawInvitation } from '../domain/members.ts';
import { changeMe, changeWorkspace, toMe } from '../domain/people.ts';
import type { HttpEnv } from '../http.ts';
import { brake, drainsOutbox, requireResearcher, valid } from '../http.ts';

export const me = new Hono<HttpEnv>()
  .get('/me', requireResearcher, (c) => c.json(toMe(c.var.researcher)))
  .patch('/me', requireResearcher, valid('json', MeBody), async (c) =>
    c.json(await changeMe(c.var.ctx, c.var.researcher, c.req.valid('json'))),
  )
  .patch('/workspace', requireResearcher, valid('json', WorkspacePatch), async (c) =>
    c.json(await changeWorkspace(c.var.ctx, c.var.researcher, c.req.valid('json'))),
  )
  .get('/workspace/members', requireResearcher, async (c) => c.json(await listMembers(c.var.ctx, c.var.researcher)))
  .post('/workspace/invitations', requireResearcher, valid('json', InviteBody), drainsOutbox, async (c) => {
    const body = c.req.valid('json');
    await brake(c.env.SIGN_IN_BRAKE, c.var.researcher.id, body.email);
    await inviteMember(c.var.ctx, c.var.researcher, body);
    return c.json({ sent: true }, 202);
  })
  .post('/workspace/invitations/withdraw', requireResearcher, valid('json', WithdrawInvitationBody), async (c) => {
    await withdrawInvitation(c.var.ctx, c.var.researcher, c.req.valid('json').email);
    return c.json(await listMembers(c.var.ctx, c.var.researcher));
  })
  .delete('/workspace/members/:id', requireResearcher, async (c) => {
    await endMembership(c.var.ctx, c.var.researcher, c.req.param('id'));
    return c.json(await listMembers(c.var.ctx, c.var.researcher));
  });
