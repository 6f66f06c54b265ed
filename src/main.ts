// Answers for starting the service without the command line around it.
import 'reflect-metadata';
import { serve } from './cli/serve.js';

// Timers of others must not keep a stopped service alive.
process.exit(await serve());
