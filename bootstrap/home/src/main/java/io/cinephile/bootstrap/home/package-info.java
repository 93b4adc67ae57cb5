/**
 * The folder that server and trainer of one installation share: where things lie, and the secrets.
 */
package io.cinephile.bootstrap.home;
