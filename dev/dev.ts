process.argv.push('--reload');
await import('./start.ts');

export {};
