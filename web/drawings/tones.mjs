// Walls and tables by the season and the place.
export const TONES = {
    amber: {wall: '#fff4dd', low: '#fde6bd', table: '#f4d8a6', front: '#ecc98d', edge: '#cfa562'},
    rose: {wall: '#fdf0ec', low: '#f8dcd3', table: '#eccabb', front: '#e0b7a5', edge: '#bf8f7b'},
    leaf: {wall: '#f3f7ea', low: '#dfebcd', table: '#d3dfb9', front: '#c3d3a4', edge: '#98ad73'},
    mist: {wall: '#f1f4f2', low: '#dde7e2', table: '#cfdbd4', front: '#bfcec6', edge: '#93a89d'},
    sand: {wall: '#f8f1e8', low: '#eedfcd', table: '#e2cdb3', front: '#d6bc9c', edge: '#ae9069'},
    sky: {wall: '#eff5f9', low: '#dae8f0', table: '#d0dde4', front: '#bfd0d9', edge: '#92a8b4'},
    stone: {wall: '#f5f2ee', low: '#e6e0d9', table: '#dad2c8', front: '#ccc2b5', edge: '#a39685'},
    straw: {wall: '#fdf7e2', low: '#f6e9bd', table: '#ecdca6', front: '#dfcb8a', edge: '#b79f57'},
    blush: {wall: '#fbf1f4', low: '#f4dfe6', table: '#e8ced6', front: '#dbbcc6', edge: '#b48d9b'},
};
