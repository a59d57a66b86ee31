/** Short English words that are easy to read out and to type, for suggested passphrases. */
export const words: readonly string[] = `
  acorn actor adobe agate album alder alert alley alloy amber angle ankle apple apron arena argue armor arrow
  aspen atlas attic audio bacon badge bagel baker bamboo banjo barge barley basil basin beach beard beaver bench
  berry birch bison blade blank blaze bloom board boat bonus booth bottle brass bread brick bridge brook broom
  brush bucket budget bugle butter button cabin cable cactus camel canal candle canoe canvas carbon cargo carpet
  carrot castle cedar cello chain chalk cherry chess chest chime cider cinema circle citrus clay cliff clock
  cloud clover coach cobalt cocoa comet copper coral cotton crane crater cream creek cricket crown cubic curry
  daisy dance delta denim depot desert diary diesel dinner dock dome donut dragon drift drum dune eagle early
  earth easel echo elbow elder ember engine envoy equal essay fable falcon fancy farm feast fence fern ferry
  fiber field fig film finch flag flame flask fleet flint flock flour flute foam focus forest fork fossil frame
  frost fruit gable galaxy garden garlic gate gecko ginger glacier glass globe glove goose grain granite grape
  gravel grove guitar gull hamlet harbor harp hawk hazel hedge helmet heron hill hinge honey hood horn hotel
  igloo index ink iris iron island ivory ivy jacket jade jam jar jelly jewel jigsaw judge juice jungle kayak
  kelp kettle kiosk kite kiwi knot koala label ladder lagoon lamp lantern lapel larch laser laurel lava lemon
  lens lilac lime linen lion lobby lotus lumber lunar magnet mango maple marble market meadow medal melon merit
  metal mint mirror mitten model moon mosaic moss motor muffin mural museum napkin navy nectar needle nest
  nickel north novel nutmeg oak oasis oat ocean olive onion opal opera orbit orchid otter oval oven oyster
  paddle palace panda panel paper parade parrot pasta patio peach pearl pebble pecan pepper piano pickle pier
  pilot pine planet plaza plum pocket poem polar pond poppy porch prism pulse pump quail quartz quill quilt quiz
  rabbit radar radio raft rain ranch raven reef ribbon river robin rocket rope rose ruby saddle sage sail salad
  salmon sand satin scarf school seal shell silk silver sketch slate snow socket solar spark spice spruce squid
  stamp steam stone storm straw studio sugar summit swan table talon tango teapot temple tennis tiger timber
  toast tower trail tulip tunnel turnip umber uncle unit urban valley vapor velvet venue viola violet vivid
  waffle wagon walnut water wave wheat willow window winter wolf yacht yarn yogurt zebra zenith zinc
`
  .trim()
  .split(/\s+/);
