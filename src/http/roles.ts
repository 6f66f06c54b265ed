// Answers for who may call a route; a route that says nothing is closed to everybody.
import { SetMetadata, type CustomDecorator } from '@nestjs/common';
import type { Role } from '../ports/account-store.port.js';

export const rolesKey = 'fairknock:roles';
export const publicKey = 'fairknock:public';
export const openOnLoopbackKey = 'fairknock:open-on-loopback';

/** Accounts with any of these roles may call it. On a method it replaces what the class says. */
export function Roles(...roles: readonly Role[]): CustomDecorator {
  return SetMetadata(rolesKey, roles);
}

/** No key is needed. A key that is sent all the same is checked, so that the reply can say more. */
export function Public(): CustomDecorator {
  return SetMetadata(publicKey, true);
}

/** No key is needed by a direct client on this machine; everybody else needs one of the route's roles. */
export function OpenOnLoopback(): CustomDecorator {
  return SetMetadata(openOnLoopbackKey, true);
}
