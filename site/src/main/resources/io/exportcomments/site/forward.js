'use strict';
location.replace(document.currentScript.dataset.target + location.search + location.hash);
