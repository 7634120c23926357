import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';
import type { Person } from './people.ts';
import { mailedLink } from './people.ts';

/** Makes an account and its workspace, looking at every page on the way. */
export async function signUp({ page }: Person, address: string): Promise<void> {
  await page.goto('/sign-in');
  await noViolations(page);
  await page.getByLabel('E-mail').fill(address);
  await page.getByRole('button', { name: 'Mail me a link' }).click();
  await expect(page.getByText('Check your mail')).toBeVisible();
  await page.goto(await mailedLink(address, /sign/i, /\S+\/sign-in#\S+/));
  await page.getByRole('button', { name: /Sign in/ }).click();
  await page.getByLabel('Your name').fill('Ada Okafor');
  await page.getByLabel('Workspace').fill('Harbour Research');
  await noViolations(page);
  await page.locator('form button[type=submit]').click();
  await expect(page.getByRole('heading', { name: 'Your first Study' })).toBeVisible();
  await noViolations(page);
}

/** A Live Study in a workspace that lets Sessions start at once. */
export async function makeStudy(page: Page, title: string): Promise<void> {
  await page.goto('/settings');
  await page.getByLabel('Relaxed booking').click();
  await noViolations(page);
  await page.goto('/studies/new');
  await page.getByLabel('Title').fill(title);
  await noViolations(page);
  await page.getByRole('button', { name: 'Create Study' }).click();
  await page.getByRole('button', { name: 'Open Study' }).click();
  await expect(page.getByText('This Study is Live')).toBeVisible();
  await noViolations(page);
}

export async function noViolations(page: Page): Promise<void> {
  // What is still fading in has less contrast than it is going to have.
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every((one) => one.playState !== 'running' || one.effect?.getComputedTiming().endTime === Infinity),
  );
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`)).toEqual(
    [],
  );
}
