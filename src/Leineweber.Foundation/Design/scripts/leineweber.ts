// Small helps for everyone. Everything works without them.
import { autosubmit } from './autosubmit';
import { copy } from './copy';
import { count } from './count';
import { keys } from './keys';
import { menus } from './menus';
import { reveal } from './reveal';
import { session } from './session';
import { submit } from './submit';
import { suggest } from './suggest';
import { upload } from './upload';

for (const start of [submit, reveal, count, suggest, upload, copy, autosubmit, menus, keys, session]) {
  start(document);
}
