/** The worker of an app in the player: the same as every page's, with files that are given to it. */

import "./given_files";
import "../../worker/worker";
