/** What Cinephile brings for Kibana: saved objects, and the way to get them there. */
package io.cinephile.kibana;
