// SPDX-License-Identifier: MIT
import { Viewer } from './viewer';

new Viewer().start();
